namespace Hub.Postal.Dialects.MyVnPost.Shapes;

internal sealed record MyVnPostToken
{
    public string? Success { get; init; }

    public string? Token { get; init; }

    public string? Message { get; init; }

    public override string ToString() => nameof(MyVnPostToken);
}
