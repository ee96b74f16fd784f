using Hub.Sandbox.Twins;

namespace Hub.Sandbox.NationalPortal;

/// <summary>The many ways in which the real portal says the same thing. Forms from public connectors' code.</summary>
internal sealed class AnswerVariants(PortalTwinOptions options, SeededChoice choice)
{
    private static readonly ReplyCode[] SuccessCodes = [new(0), new(0, "0"), new(0, "00")];
    private static readonly ReplyCode[] OddCodes = [new(1), new(2), new(99, "99")];
    private static readonly ReplyCode[] ExistingCodes = [new(0), new(3), new(-3), new(0, "0"), new(3, "3"), new(-3, "-3")];

    // The last is the second with its marks decomposed, as some systems write Vietnamese.
    private static readonly string[] SuccessMessages = ["Thành công", "Cập nhật thành công", "Cập nhật tha\u0300nh công"];

    public PortalReply Success(string subject, long index)
    {
        var isOdd = choice.Happens(options.OddSuccessShare, "odd:" + subject, index);
        var codes = isOdd ? OddCodes : SuccessCodes;
        return new PortalReply(
            codes[choice.Below(codes.Length, "code:" + subject, index)],
            SuccessMessages[choice.Below(SuccessMessages.Length, "message:" + subject, index)],
            Applied: true);
    }

    /// <summary>Of progress: now and then plain text, by which a known connector judges it.</summary>
    public PortalReply ProgressSuccess(string subject, long index) =>
        Success(subject, index) with { IsText = choice.Happens(options.TextAnswerShare, "text:" + subject, index) };

    /// <summary>A look-up of a dossier that is not there: an empty list, no list at all, or a refusal without one. A known connector looks at the list alone.</summary>
    public PortalReply Absent(string code) =>
        choice.Happens(options.AbsentRefusedShare, "absent:" + code, 0) ? PortalReply.Refused($"Hồ sơ {code} không tồn tại")
        : choice.Below(2, "absent:" + code, 0) == 0 ? new PortalReply(new ReplyCode(0), "Thành công")
        : PortalReply.Found(static _ => { });

    /// <summary>A cycle through every form, so that a few repeats meet all of them; the seed says where it begins.</summary>
    public PortalReply Existing(string subject, long index, string what)
    {
        var first = choice.Below(ExistingCodes.Length, "existing:" + subject, 0);
        return new PortalReply(ExistingCodes[(first + (int)(index % ExistingCodes.Length)) % ExistingCodes.Length], $"{what} {subject} đã tồn tại");
    }
}
