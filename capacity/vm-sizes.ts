import type { VmSize } from './model';

/**
 * Series with the machines that the profiles speak of (4 GiB a core), premium disks, accelerated
 * networking and second-generation images. The v6 series are left out: they need images tagged for
 * NVMe, which the default image is not known to be.
 *
 * Source: Microsoft, "Dsv5", "Ddsv5", "Dasv5" and "Dadsv5 size series" (cores and memory). None of the
 * four had an announced retirement when this table was written, so `retires` is set nowhere.
 */
const series: readonly { readonly name: string; readonly size: (cores: number) => string }[] = [
  { name: 'Dadsv5', size: (cores) => `Standard_D${cores}ads_v5` },
  { name: 'Dasv5', size: (cores) => `Standard_D${cores}as_v5` },
  { name: 'Ddsv5', size: (cores) => `Standard_D${cores}ds_v5` },
  { name: 'Dsv5', size: (cores) => `Standard_D${cores}s_v5` },
];

const CORES = [2, 4, 8, 16, 32] as const;
const GIB_PER_CORE = 4;

/** The VM sizes that the kit knows, by series and cores. */
export const vmSizes: readonly VmSize[] = series.flatMap(({ name, size }) =>
  CORES.map((cores) => ({
    name: size(cores),
    series: name,
    cores,
    ramGiB: cores * GIB_PER_CORE,
    generation: 'Gen1+2' as const,
  })),
);

/** A VM size by its Azure name, as Azure writes it. */
export function findVmSize(name: string): VmSize | undefined {
  return vmSizes.find((size) => size.name === name);
}

/** Names of the VM series, sorted. */
export function vmSeries(): readonly string[] {
  return series.map(({ name }) => name);
}
