namespace Hub.Sandbox.Post;

/// <summary>A range of item codes as the control API shows it.</summary>
internal sealed record RangeView(string Id, string FirstItemCode, string LastItemCode, int Quantity, int Used, int Free)
{
    public static RangeView Of(ItemRange range, int used) => new(range.Id, range.FirstItemCode, range.LastItemCode, range.Quantity, used, range.Quantity - used);
}
