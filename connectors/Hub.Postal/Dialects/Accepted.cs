namespace Hub.Postal.Dialects;

/// <param name="Text">The operator's words, masked.</param>
public sealed record Accepted(string? Text);
