"""What runs the rules: kinds of rule, markup index, phrasebook, second signals."""
