namespace Hub.Sandbox.Portal;

/// <summary>What the hub answered to one submission; <paramref name="Status"/> is 0 and <paramref name="Error"/> is set when nothing came back.</summary>
internal sealed record SubmissionAnswer(string RefId, int Status, string? Body, string? Error = null);
