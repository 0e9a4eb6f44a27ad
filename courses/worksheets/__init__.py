"""The worksheets of the five days: spreadsheets to work in, and the trainer's solved ones.

`python -m courses.worksheets FOLDER` writes them. All figures are those of Koperasi Contoh
Sejahtera in `figures.py`, which the lessons tell, too.
"""
