using Hub.Postal.Settings;

namespace Hub.Postal.Dialects.Ngsp;

/// <summary>The one place that reads the <c>Status</c> of A and B.</summary>
internal static class NgspReplies
{
    /// <param name="isWrite">The call would have had an effect.</param>
    /// <param name="done">What a success comes to.</param>
    public static PostalReply<T> Read<T>(NgspAnswer answer, bool isWrite, Func<NgspAnswer, PostalReply<T>> done, Func<string, string> mask)
    {
        var text = mask($"{answer.Status}: {answer.Message}");
        return answer.Status switch
        {
            NgspCodes.Done => done(answer),
            NgspCodes.Already => new PostalReply<T>.AlreadyThere(text),
            NgspCodes.NotFound => new PostalReply<T>.NotFound(text),
            NgspCodes.TokenOver => new PostalReply<T>.LoginRefused(mask(answer.Message ?? "")),
            null or "" => new PostalReply<T>.Down("an answer without Status", isWrite),
            var status => new PostalReply<T>.Refused(NgspCodes.Refusals.GetValueOrDefault(status, PostalReasonCodes.Refused), text),
        };
    }
}
