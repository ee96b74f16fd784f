using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;

namespace Hub.Functions.Postal;

/// <summary>What the endpoints of the post share in their description.</summary>
internal static class PostalDoc
{
    public const string Tag = "postal";

    public static readonly Parameter Number = Doc.Path("number", "Số đơn của bưu gửi / The consignment's number");
    public static readonly Parameter Sheet = Doc.Path("id", "Số của bảng / The sheet's id");

    public static readonly IReadOnlyList<ProblemKind> ActProblems =
    [
        ProblemKinds.NotFound, ProblemKinds.WrongState, ProblemKinds.ActConflict, ProblemKinds.JobTaken, ProblemKinds.TimeInFuture, ProblemKinds.Unavailable, .. Doc.BodyProblems,
    ];
}
