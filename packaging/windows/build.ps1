# Builds the Windows installer and the portable zip at a Windows desk, from the same inputs as `python dev.py build`.
#
#   powershell -ExecutionPolicy Bypass -File packaging\windows\build.ps1 [-Runtime ZIP -Sha256 HASH] [-Out FOLDER]
#
# Needs Python 3.11 to 3.13 (py launcher or python), NSIS 3, and mingw-w64's gcc and windres (w64devkit) on the PATH.
param(
    [string]$Runtime,
    [string]$Sha256,
    [string]$Out
)
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = [System.Text.Encoding]::UTF8
$env:PYTHONUTF8 = '1'

$python = Get-Command py, python -ErrorAction SilentlyContinue | Select-Object -First 1
if (-not $python) {
    Write-Host '没有找到 Python：请先安装 Python 3.11 到 3.13（64 位），再运行。'
    exit 1
}
$arguments = @((Join-Path $PSScriptRoot 'build.py'))
if ($Runtime) { $arguments += '--runtime', $Runtime }
if ($Sha256) { $arguments += '--sha256', $Sha256 }
if ($Out) { $arguments += '--out', $Out }
& $python.Source @arguments
exit $LASTEXITCODE
