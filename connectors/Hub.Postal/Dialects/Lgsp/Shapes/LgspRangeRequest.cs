namespace Hub.Postal.Dialects.Lgsp.Shapes;

internal sealed record LgspRangeRequest(string CustomerCode, int Quantity);
