namespace Hub.Core.Schemas.Masking;

/// <summary>What of a value is personal.</summary>
/// <param name="Style">Of the value itself and, unless None, of all within it.</param>
/// <param name="Item">Of each entry of an array.</param>
/// <param name="Properties">Of the properties of an object; one that the schema does not know is hidden.</param>
internal sealed record MaskNode(MaskStyle Style, MaskNode? Item, IReadOnlyDictionary<string, MaskNode> Properties)
{
    public static readonly MaskNode Hidden = new(MaskStyle.Hide, null, new Dictionary<string, MaskNode>());

    public MaskNode Of(string property) => Style == MaskStyle.None ? Properties.GetValueOrDefault(property, Hidden) : this;

    public MaskNode OfItem => Style == MaskStyle.None ? Item ?? Hidden : this;
}
