"""Made-up people who practise for weeks: does the order of questions help them remember?"""
