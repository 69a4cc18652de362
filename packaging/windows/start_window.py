"""What 乐清规划督办.exe runs; the guard is for the processes that it starts."""

if __name__ == "__main__":
    from leqing_desktop.app import window

    window()
