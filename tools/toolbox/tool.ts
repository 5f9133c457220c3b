export interface Platform {
  os: 'linux' | 'darwin' | 'windows';
  arch: 'amd64' | 'arm64';
}

export interface Release {
  archive: string;
  /** A file that holds the archive's sha256, alone or in a list of names. */
  checksums: string;
  /** Path of the program inside the archive; without one what is downloaded is the program itself. */
  member?: string;
}

export interface GoModule {
  /** Folder under tools/go that holds go.mod. */
  folder: string;
  package: string;
  ldflags: string;
  tags?: string;
  /** A file that must be there to be embedded, and that only a release's own build makes. */
  missing?: { module: string; file: string; content: string };
  minutes: number;
}

export interface Tool {
  name: string;
  version: string;
  versionArgs: string[];
  release: (platform: Platform) => Release;
  go?: GoModule;
}
