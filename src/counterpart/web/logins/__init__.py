"""Screens of the access room, which lies below the page frame: logins and roles."""
