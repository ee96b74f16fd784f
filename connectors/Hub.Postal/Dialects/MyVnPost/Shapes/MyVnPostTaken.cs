namespace Hub.Postal.Dialects.MyVnPost.Shapes;

/// <summary>Answer to a cancelling (whose names begin with capitals) or a correction (whose do not).</summary>
internal sealed record MyVnPostTaken
{
    /// <summary><c>00</c> taken, <c>01</c> refused.</summary>
    public string? Type { get; init; }

    public string? Message { get; init; }
}
