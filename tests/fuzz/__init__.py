"""Targets for atheris, which makes up inputs by what the code does with those before: `make fuzz`."""
