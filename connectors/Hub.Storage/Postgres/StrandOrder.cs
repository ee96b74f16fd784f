namespace Hub.Storage.Postgres;

/// <summary>The one order in which strands are locked, so that two transactions never wait for each other.</summary>
internal sealed class StrandOrder : IComparer<(string Lane, string Key)>
{
    public static readonly StrandOrder Instance = new();

    private StrandOrder() { }

    public int Compare((string Lane, string Key) x, (string Lane, string Key) y) =>
        string.CompareOrdinal(x.Lane, y.Lane) is not 0 and var lane ? lane : string.CompareOrdinal(x.Key, y.Key);
}
