namespace Hub.Postal.Dialects.MyVnPost.Shapes;

/// <param name="OrderCreationStatus">1: an order at once; 0 would be a draft.</param>
/// <param name="Type"><c>GUI</c>: to send.</param>
internal sealed record MyVnPostCreate(int OrderCreationStatus, string Type, string CustomerCode, string? ContractCode, MyVnPostOrder InformationOrder);
