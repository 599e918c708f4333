"""The seats that fall empty at a meeting, and the deputies who are called to them."""
