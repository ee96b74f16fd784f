namespace Hub.Postal;

/// <summary>Values of <see cref="PostalOperatorOptions.Dialect"/>.</summary>
public static class PostalDialectNames
{
    /// <summary>VNPost N-GSP "HCC".</summary>
    public const string Ngsp = "ngsp";

    /// <summary>The same behind a province's LGSP, with waybills from ranges allotted to the centre.</summary>
    public const string Lgsp = "lgsp";

    public const string MyVnPost = "myvnpost";

    /// <summary>No interface of its own: its staff find their jobs in the hub.</summary>
    public const string Desk = "desk";

    public static IReadOnlyList<string> All { get; } = [Ngsp, Lgsp, MyVnPost, Desk];
}
