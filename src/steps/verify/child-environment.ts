/**
 * What an app gets of the environment of tempered: what programs need to be found, to speak, and to keep temporary files.
 * No secret of the caller, no NODE_OPTIONS, no npm settings (they may hold tokens), no proxy.
 */
const PASSED = [
  // Unix
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'TMPDIR', 'TZ', 'LANG', 'LC_ALL', 'LC_CTYPE', 'LD_LIBRARY_PATH'],
  // Windows
  ...['SystemRoot', 'SystemDrive', 'windir', 'ComSpec', 'PATHEXT', 'TEMP', 'TMP', 'USERPROFILE', 'APPDATA'],
  ...['LOCALAPPDATA', 'ProgramData', 'ProgramFiles'],
  // Where version managers and package managers keep the programs that their shims start
  ...['NVM_DIR', 'NVM_BIN', 'VOLTA_HOME', 'ASDF_DIR', 'ASDF_DATA_DIR', 'FNM_DIR', 'FNM_MULTISHELL_PATH', 'NODENV_ROOT'],
  ...[
    'MISE_DATA_DIR',
    'PNPM_HOME',
    'COREPACK_HOME',
    'BUN_INSTALL',
    'XDG_CACHE_HOME',
    'XDG_CONFIG_HOME',
    'XDG_DATA_HOME',
  ],
];

/** Package managers in between neither ask, nor look for updates, nor leave a log file behind. */
const QUIET = {
  npm_config_update_notifier: 'false',
  npm_config_logs_max: '0',
  COREPACK_ENABLE_DOWNLOAD_PROMPT: '0',
  NO_UPDATE_NOTIFIER: '1',
};

/** The part of an environment that is passed on; names are compared as Windows does. */
export function childEnvironment(from: NodeJS.ProcessEnv): Record<string, string> {
  const wanted = new Set(PASSED.map((name) => name.toUpperCase()));
  const passed = Object.entries(from).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && wanted.has(entry[0].toUpperCase()),
  );
  return { ...Object.fromEntries(passed), ...QUIET };
}
