using Hub.Functions.Problems;

namespace Hub.Functions.Http.Messages;

/// <summary>Parameters and problems that several endpoints share.</summary>
internal static class Doc
{
    public static readonly Parameter After = new("after", "Con trỏ: bỏ qua mọi mục đến hết số này / Cursor: skip everything up to this number", "integer");
    public static readonly Parameter Next = new("after", "Con trỏ: giá trị “next” của trang trước / Cursor: “next” of the page before");
    public static readonly Parameter Limit = new("limit", "Số mục tối đa, 1–1000, mặc định 100 / At most this many, 1–1000, 100 by default", "integer");

    public static readonly IReadOnlyList<ProblemKind> BodyProblems =
        [ProblemKinds.InvalidRequest, ProblemKinds.BodyTooLarge, ProblemKinds.UnsupportedMediaType];

    public static Parameter Path(string name, string description) => new(name, description, InPath: true);
}
