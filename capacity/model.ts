/** One size of connector and what it carries. */
export interface CapacityRow {
  readonly cores: number;
  readonly ramGiB: number;
  /** Expected 99th percentile in milliseconds; absent where the source gives none. */
  readonly p99Ms?: number;
  readonly maxTps: number;
  /** The row holds only where the connection limits are raised. */
  readonly raisedLimits: boolean;
}

/** A dated table of what a connector carries. */
export interface CapacityProfile {
  /** ISO date (year-month or year-month-day). */
  readonly date: string;
  readonly source: string;
  readonly rows: readonly CapacityRow[];
  /** Most Mbit/s of one connector, where the source gives it. */
  readonly maxMbps?: number;
  /** Smallest machine that the source recommends, where it gives no table. */
  readonly minimum?: { readonly cores: number; readonly ramGiB: number };
  /** Share of the machine that the source wants used at most at the peak, in percent. */
  readonly maxUtilisationPercent?: number;
}

/** An Azure VM size. Sources are named in the table. */
export interface VmSize {
  readonly name: string;
  readonly series: string;
  readonly cores: number;
  readonly ramGiB: number;
  readonly generation: 'Gen1' | 'Gen2' | 'Gen1+2';
  /** ISO date after which Azure retires the size; absent where none is announced. */
  readonly retires?: string;
}

/** What a group must carry. */
export interface CapacityDemand {
  readonly peakTps: number;
  readonly p99Ms?: number;
  readonly bandwidthMbps?: number;
  readonly responseKiB?: number;
}

export interface CapacityRequest {
  readonly profileName: string;
  readonly profile: CapacityProfile;
  readonly headroomPercent: number;
  readonly survive: 'connector' | 'zone';
  readonly redundantMaintenance: boolean;
  readonly raisedLimits: boolean;
  readonly series: string;
  readonly prices: Readonly<Record<string, number>>;
  /** Zones to spread over; empty in a region without zones. */
  readonly zones: readonly string[];
  /** What must be carried; absent with an explicit size and count. */
  readonly demand?: CapacityDemand;
  readonly explicit?: { readonly size?: string; readonly connectors: number };
  /** Smallest number of connectors: 2, or 1 where the declaration accepts it. */
  readonly minimumConnectors: number;
}

export interface CapacityPlan {
  readonly profileName: string;
  /** Azure VM size; absent for a group on external hosts that declares none. */
  readonly size?: string;
  readonly cores?: number;
  readonly ramGiB?: number;
  readonly connectors: number;
  /** Zone of each slot, in slot order; empty in a region without zones. */
  readonly zones: readonly string[];
  /** TPS of one connector by the profile, where it is known. */
  readonly tpsPerConnector?: number;
  /** Expected 99th percentile of the chosen row. */
  readonly p99Ms?: number;
  /** TPS that the group carries with everything up, and with what it must survive gone. */
  readonly tpsTotal?: number;
  readonly tpsAfterLoss?: number;
  /** The arithmetic, line by line, for a person to check. */
  readonly arithmetic: readonly string[];
  /** The choices that were rejected, and why. */
  readonly rejected: readonly { readonly choice: string; readonly why: string }[];
}

/** Refusal: nothing fits. Says what would be possible. */
export interface CapacityImpossible {
  readonly impossible: true;
  readonly reason: string;
  readonly possible: readonly string[];
}
