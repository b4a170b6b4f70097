"""What is read about accounts: who is asking, and the lists that administrators and managers see."""
