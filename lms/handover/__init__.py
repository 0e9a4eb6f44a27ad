"""What an organiser hands over: the *Laporan Pelaksanaan Kegiatan*, its texts, and workbooks."""
