namespace Hub.Sandbox.NationalPortal;

/// <summary>Which way a dossier goes (statuses 1..10). A jump over statuses in between is forward; a status that cannot be reached
/// any more is backward.</summary>
internal static class StatusMoves
{
    private static readonly Dictionary<int, int[]> Next = new()
    {
        [1] = [2, 3, 7],
        [2] = [4, 5, 6, 7, 8, 9],
        [3] = [],
        [4] = [5, 6, 7, 8, 9],
        [5] = [4, 6, 7, 8],
        [6] = [4, 5, 7, 8, 9],
        // The papers of a withdrawn or stopped dossier are handed back, which the portal shows as 10.
        [7] = [10],
        [8] = [10],
        [9] = [10],
        [10] = [],
    };

    private static readonly Dictionary<int, HashSet<int>> Reachable = Next.Keys.ToDictionary(status => status, ReachableFrom);

    public static bool IsBackward(int from, int to) => from != to && !Reachable[from].Contains(to);

    private static HashSet<int> ReachableFrom(int status)
    {
        var reached = new HashSet<int>();
        var open = new Queue<int>(Next[status]);
        while (open.TryDequeue(out var next))
        {
            if (reached.Add(next))
            {
                Array.ForEach(Next[next], open.Enqueue);
            }
        }

        return reached;
    }
}
