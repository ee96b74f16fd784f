using System.Globalization;

namespace Hub.Sandbox.Post;

/// <summary>Item codes allotted to a customer of B, to be used once each.</summary>
internal sealed record ItemRange(string Id, int First, int Quantity)
{
    public const string Prefix = "CN";

    public int Last => First + Quantity - 1;

    public string FirstItemCode => ItemCode.Of(Prefix, First);

    public string LastItemCode => ItemCode.Of(Prefix, Last);

    /// <summary>Whether the code is one of the range's, check digit included.</summary>
    public bool Holds(string itemCode) =>
        itemCode.Length == 13
        && int.TryParse(itemCode.AsSpan(2, 8), NumberStyles.None, CultureInfo.InvariantCulture, out var serial)
        && serial >= First && serial <= Last && itemCode == ItemCode.Of(Prefix, serial);
}
