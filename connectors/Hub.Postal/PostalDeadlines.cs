namespace Hub.Postal;

/// <summary>Working days that a person is given.</summary>
public sealed record PostalDeadlines
{
    /// <summary>The operator must say what became of a lost consignment.</summary>
    public int LostAnswered { get; init; } = 5;

    /// <summary>The agency must fetch a returned consignment or arrange another way.</summary>
    public int ReturnArranged { get; init; } = 3;

    /// <summary>Anything else that was put on the work list.</summary>
    public int Task { get; init; } = 1;
}
