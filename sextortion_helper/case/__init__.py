"""A person's case: what it holds (`models`), where it is kept (`store`), and the open one (`desk`)."""
