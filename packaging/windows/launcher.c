/* Starts the program: loads the shipped Python and runs one script of ours. Built twice, for window and console. */

#ifndef UNICODE
#define UNICODE
#endif
#include <windows.h>
#include <shellapi.h>
#include <stdlib.h>
#include <wchar.h>

#define FIXED 4 /* the program's own name, -X, utf8, the script */
#define OLDEST_BUILD 17763 /* Windows 10 1809, the oldest that Qt 6.8 supports */

typedef int (*PyMain)(int, wchar_t **);
typedef LONG (WINAPI *GetVersionTo)(OSVERSIONINFOW *);

#ifdef CONSOLE
/* The C runtime would write in the C locale, which has no Chinese: an empty line. A console takes the words as they
   are; a file or a pipe takes UTF-8, as what the program itself writes there. */
static void say(const wchar_t *words)
{
    HANDLE out = GetStdHandle(STD_ERROR_HANDLE);
    int length = (int)wcslen(words);
    char bytes[1024]; /* the longest sentence has about 150 */
    DWORD mode, written;

    if (GetConsoleMode(out, &mode)) {
        WriteConsoleW(out, words, length, &written, NULL);
        return;
    }
    length = WideCharToMultiByte(CP_UTF8, 0, words, length, bytes, sizeof bytes, NULL, NULL);
    WriteFile(out, bytes, length, &written, NULL);
}
#endif

static int fail(const wchar_t *words)
{
#ifdef CONSOLE
    say(words);
    say(L"\r\n");
#else
    MessageBoxW(NULL, words, L"乐清规划督办", MB_OK | MB_ICONERROR);
#endif
    return 1;
}

static int too_old(void)
{
    OSVERSIONINFOW version = {sizeof version};
    GetVersionTo ask = (GetVersionTo)(void *)GetProcAddress(
        GetModuleHandleW(L"ntdll.dll"), "RtlGetVersion");
    return ask && !ask(&version) &&
           (version.dwMajorVersion < 10 || version.dwBuildNumber < OLDEST_BUILD);
}

int wmain(int argc, wchar_t **argv)
{
    static wchar_t own[32768], dll[32768], script[32768];
    wchar_t **all, *end;
    HMODULE python;
    PyMain run;

    if (too_old())
        return fail(L"本程序需要 Windows 10（1809）或更新的 64 位系统，请换一台电脑使用。");
    if (!GetModuleFileNameW(NULL, own, 32768))
        return fail(L"找不到程序自己的位置，请把程序放到普通的本机文件夹里再打开。");
    end = wcsrchr(own, L'\\');
    if (!end || end - own > 32000)
        return fail(L"程序所在的路径太长，请把程序移到路径短一些的文件夹。");
    wcscpy(dll, own);
    wcscpy(dll + (end - own), L"\\runtime\\" PYTHON_DLL);
    wcscpy(script, own);
    wcscpy(script + (end - own), L"\\app\\" SCRIPT);
    python = LoadLibraryExW(dll, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    run = python ? (PyMain)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (!run)
        return fail(L"程序文件不完整（runtime 文件夹），请重新安装；便携版请先全部解压再打开。");
    all = calloc(argc + FIXED, sizeof *all);
    if (!all)
        return fail(L"内存不足，请关掉一些程序再打开。");
    all[0] = own;
    all[1] = L"-X";
    all[2] = L"utf8";
    all[3] = script;
    for (int i = 1; i < argc; i++)
        all[FIXED + i - 1] = argv[i];
    return run(argc + FIXED - 1, all);
}

#ifndef CONSOLE
int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, PWSTR line, int show)
{
    int argc;
    wchar_t **argv = CommandLineToArgvW(GetCommandLineW(), &argc);
    (void)self, (void)before, (void)line, (void)show;
    return argv ? wmain(argc, argv) : 1;
}
#endif
