namespace Hub.Functions.Http.Shapes;

/// <param name="Numbers">1 to 200 consignments, printed in this order.</param>
public sealed record LabelRequest(IReadOnlyList<string>? Numbers = null);
