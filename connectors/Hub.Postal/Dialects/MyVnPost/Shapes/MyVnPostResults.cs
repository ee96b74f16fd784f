namespace Hub.Postal.Dialects.MyVnPost.Shapes;

internal sealed record MyVnPostResults
{
    public IReadOnlyList<MyVnPostRecord>? Results { get; init; }
}
