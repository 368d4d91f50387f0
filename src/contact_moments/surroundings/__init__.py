"""What is around a register: the clock, permissions, room, backups, and the way that its clients take to it.

`doctor` asks these checks, and the page of the register's state those that stay on this machine. A check makes and
changes nothing, and ends within seconds.
"""
