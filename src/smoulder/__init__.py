"""smoulder: has an armed group ended, or is it only quiet?"""
