namespace Hub.Sandbox.Post;

/// <summary>Body of <c>POST /_twin/post/push</c>: nothing for what is due, else a script.</summary>
/// <param name="Kind">duplicate, out-of-order, batch, forged-second, forged-signature or tampered-first.</param>
/// <param name="Orders">Order numbers; a doubled booking is meant by its last one.</param>
/// <param name="Code">What a forgery says; delivered when absent.</param>
internal sealed record PushRequest(string? Kind = null, IReadOnlyList<string>? Orders = null, int? Code = null);
