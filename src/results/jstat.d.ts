/** As much of jStat as is used here. */
declare module 'jstat' {
  const jstat: {
    readonly studentt: { inv(p: number, df: number): number };
    readonly centralF: { inv(p: number, df1: number, df2: number): number };
    readonly chisquare: { cdf(x: number, df: number): number };
  };
  export default jstat;
}
