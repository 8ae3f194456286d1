"""The API door of the first floor: the calculator, what is owed, what was deposited."""
