"""Files in and out: data in, bytes or rows out; knows neither the database nor the window."""
