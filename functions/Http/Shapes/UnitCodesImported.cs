namespace Hub.Functions.Http.Shapes;

public sealed record UnitCodesImported(string List, int Codes);
