namespace Hub.Postal.Dialects.MyVnPost;

/// <summary>What a call of the webhook is answered.</summary>
/// <param name="Status">200 taken; 400 unreadable; 401 not signed by the operator; 503 the store refused, to be sent again.</param>
/// <param name="Message">Vietnamese, then English; no personal data.</param>
/// <param name="Updated">Consignments' moves that followed at once.</param>
public sealed record WebhookVerdict(int Status, string Message, int Updated)
{
    public bool IsSuccess => Status == 200;
}
