namespace Hub.Functions.Http.Shapes;

public sealed record KeyList(IReadOnlyList<KeyView> Keys);
