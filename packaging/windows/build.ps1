# Builds the Windows installer and the portable zip at a Windows desk, from the same inputs as `python dev.py build`.
#
#   powershell -ExecutionPolicy Bypass -File packaging\windows\build.ps1 [-Runtime ZIP -Sha256 HASH] [-Out FOLDER]
#
# Needs Python 3.11 to 3.13 with pip, NSIS 3, and mingw-w64's gcc and windres (w64devkit) on the PATH. Written for the
# PowerShell 5.1 that every Windows has, whose two traps are: without its mark this file would be read in the
# computer's code page, and a program's words on standard error stop the script where they are redirected.
param(
    [string]$Runtime,
    [string]$Sha256,
    [string]$Out
)
$ErrorActionPreference = 'Stop'
$env:PYTHONUTF8 = '1'
# Asked for a version that is missing, the launchers would fetch it; here they shall only find.
$env:PYTHON_MANAGER_AUTOMATIC_INSTALL = 'false'
$env:PYLAUNCHER_ALLOW_INSTALL = ''
try { [Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false } catch { Write-Verbose 'No console.' }

$probe = 'import sys, pip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'

# Whether the command starts a Python that can build. The shop's stand-in for Python answers with an error as well, as
# long as it gets arguments; without any it would open the shop.
function Test-Python([string[]]$Command) {
    $ErrorActionPreference = 'Continue'
    if (-not (Get-Command $Command[0] -CommandType Application -ErrorAction SilentlyContinue)) { return $false }
    $rest = @($Command | Select-Object -Skip 1)
    try { & $Command[0] @rest -c $probe 2>&1 | Out-Null } catch { return $false }
    return $LASTEXITCODE -eq 0
}

# The version of the shipped runtime first: only a Python of that version can compile for it.
$known = @('py', '-3.11'), @('py', '-3.13'), @('py', '-3.12'), @('python'), @('python3')
$python = $null
foreach ($candidate in $known) {
    if (Test-Python $candidate) {
        $python = $candidate
        break
    }
}
if (-not $python) {
    Write-Host '没有找到能用的 Python：请安装 Python 3.11 到 3.13（带 pip），再运行。'
    exit 1
}

$arguments = @($python | Select-Object -Skip 1)
$arguments += Join-Path $PSScriptRoot 'build.py'
if ($Runtime) { $arguments += @('--runtime', $Runtime) }
if ($Sha256) { $arguments += @('--sha256', $Sha256) }
# A folder that ends in a backslash would swallow the closing quotation mark.
if ($Out) { $arguments += @('--out', (Join-Path $Out '.')) }
$ErrorActionPreference = 'Continue'
& $python[0] @arguments
exit $LASTEXITCODE
