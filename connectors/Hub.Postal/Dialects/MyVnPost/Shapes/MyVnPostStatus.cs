namespace Hub.Postal.Dialects.MyVnPost.Shapes;

internal sealed record MyVnPostStatus
{
    /// <summary><c>dd/MM/yyyy</c>.</summary>
    public string? CreatedDate { get; init; }

    /// <summary><c>HH:mm:ss</c>.</summary>
    public string? CreateHour { get; init; }

    public string? StatusCode { get; init; }

    public string? StatusName { get; init; }

    public string? LocateName { get; init; }
}
