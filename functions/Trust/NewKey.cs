using Hub.Core.Trust;

namespace Hub.Functions.Trust;

/// <summary>A key just made. The text is shown once and never stored.</summary>
public sealed record NewKey(ApiKey Key, string Text);
