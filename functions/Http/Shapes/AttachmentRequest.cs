namespace Hub.Functions.Http.Shapes;

/// <summary>A signature or photo, PNG or JPEG, at most 2 MB.</summary>
/// <param name="Kind"><c>signature</c> or <c>photo</c>.</param>
/// <param name="Content">Base64.</param>
public sealed record AttachmentRequest(string? Kind = null, string? Content = null);
