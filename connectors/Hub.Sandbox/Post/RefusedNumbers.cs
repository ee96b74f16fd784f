namespace Hub.Sandbox.Post;

/// <summary>How often a booking was refused because its number was registered. Used under the gate of the shelf; not kept over a restart.</summary>
internal sealed class RefusedNumbers
{
    private readonly Dictionary<(PostDialect Dialect, string Number), int> _counts = [];

    public void Count(PostDialect dialect, string number) => _counts[(dialect, number)] = Of(dialect, number) + 1;

    public int Of(PostDialect dialect, string number) => _counts.GetValueOrDefault((dialect, number));

    public int Of(PostDialect dialect) => _counts.Where(pair => pair.Key.Dialect == dialect).Sum(pair => pair.Value);

    public void Clear() => _counts.Clear();
}
