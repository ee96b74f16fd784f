namespace Hub.Postal.Print;

/// <summary>Settings of labels and slips; section <c>Post</c>.</summary>
public sealed record PrintOptions
{
    /// <summary>
    /// A TrueType file (<c>.ttf</c>) with all Vietnamese letters; a bold face beside it (<c>-Bold</c> for <c>-Regular</c>) is taken too.
    /// Empty: the usual places of Debian's <c>fonts-noto-core</c> and <c>fonts-dejavu-core</c>.
    /// </summary>
    public string? Font { get; init; }
}
