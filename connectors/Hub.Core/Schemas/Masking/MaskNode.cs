namespace Hub.Core.Schemas.Masking;

/// <summary>What of a value is personal.</summary>
/// <param name="Style">Of the value itself and, unless None, of all within it.</param>
/// <param name="Item">Of each entry of an array.</param>
/// <param name="Properties">Of the properties of an object; one that the schema does not know is hidden.</param>
internal sealed record MaskNode(MaskStyle Style, MaskNode? Item, IReadOnlyDictionary<string, MaskNode> Properties)
{
    public static readonly MaskNode Hidden = new(MaskStyle.Hide, null, new Dictionary<string, MaskNode>());

    public MaskNode Of(string property) => Style == MaskStyle.None ? Properties.GetValueOrDefault(property, Hidden) : this;

    /// <summary>Of text or a number found here: where the schema has an object or an array, it was never checked against a mark.</summary>
    public MaskStyle Scalar => Style == MaskStyle.None && (Item is not null || Properties.Count > 0) ? MaskStyle.Hide : Style;

    public MaskNode OfItem => Style == MaskStyle.None ? Item ?? Hidden : this;
}

/// <summary>How a personal value is shown (<c>x-mask</c>).</summary>
internal enum MaskStyle
{
    /// <summary>Not personal.</summary>
    None,

    /// <summary>Nothing of it.</summary>
    Hide,

    /// <summary>The first letter of each word.</summary>
    Name,

    /// <summary>The last three digits.</summary>
    Number,

    /// <summary>The first letter.</summary>
    Email,
}
