namespace Hub.Postal.Print.Pdf;

/// <param name="Heading">Vietnamese and, behind a slash, English.</param>
/// <param name="Width">Millimetres.</param>
/// <param name="ToTheRight">For numbers.</param>
internal sealed record Column(string Heading, double Width, bool ToTheRight = false);
