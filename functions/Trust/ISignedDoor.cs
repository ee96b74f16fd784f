namespace Hub.Functions.Trust;

/// <summary>An endpoint whose callers bring no key: what they send proves whose it is.</summary>
internal interface ISignedDoor
{
    /// <summary>Of a body, in bytes; more is not read.</summary>
    int MaxBytes { get; }

    /// <summary>Whose call this wants to be, one of the settings' names; null when nobody of that name may push.</summary>
    string? NameOf(HttpContext http);

    /// <summary>Reads a call and checks its proof, nothing else: whoever knocks has this done for him.</summary>
    /// <param name="http">For the headers; the body is read already.</param>
    /// <param name="name">As <see cref="NameOf"/> gave it.</param>
    /// <param name="body">Null when it was larger than <see cref="MaxBytes"/>.</param>
    SignedCall Check(HttpContext http, string name, ReadOnlyMemory<byte>? body);
}

/// <summary>What a check of a signed call came to.</summary>
/// <param name="Fault">One word for the audit when it proved nothing; null when it is whom it says.</param>
/// <param name="AnswerAsync">Serves what was proved, or answers why not, in the partner's own shape.</param>
internal sealed record SignedCall(string? Fault, Func<HttpContext, Task> AnswerAsync);
