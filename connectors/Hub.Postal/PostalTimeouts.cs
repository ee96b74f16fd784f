namespace Hub.Postal;

public sealed record PostalTimeouts
{
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan Login { get; init; } = TimeSpan.FromSeconds(20);

    public TimeSpan Read { get; init; } = TimeSpan.FromSeconds(20);

    public TimeSpan Write { get; init; } = TimeSpan.FromSeconds(40);
}
