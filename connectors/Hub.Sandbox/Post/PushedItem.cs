namespace Hub.Sandbox.Post;

/// <summary>What a push said of one consignment.</summary>
internal sealed record PushedItem(string ItemCode, string SaleOrderCode, int Status);
