using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>What a receipt proves, as a page: for anyone who holds its fingerprint.</summary>
[Access(Who.Anyone)]
public sealed class VerifyReceipt(Endpoint<VerifyReceipt> endpoint, ReceiptProofs proofs)
{
    private const string Route = "verifier/{sha256}";

    [Function(nameof(VerifyReceipt))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string sha256, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            async _ => await proofs.Find(sha256, cancellationToken) is { } proof
                ? Page.Message("Ce reçu est authentique", Sentence(proof))
                : Page.Message("Ce reçu est inconnu", "Aucun dépôt et aucune réponse ne portent cette empreinte.", StatusCodes.Status404NotFound),
            cancellationToken);

    private static string Sentence(ReceiptProof proof)
    {
        var what = proof.Kind == "answer" ? "Il prouve une réponse enregistrée" : "Il prouve une fiche déposée";
        var state = proof.State switch
        {
            ReceiptState.InForce => "Elle est en vigueur.",
            ReceiptState.Withdrawn => "Elle a été retirée depuis.",
            _ => proof.ReplacedAt is { } at ? $"Elle a été remplacée le {French.Time(at)}." : "Elle a été remplacée.",
        };
        return $"{what} le {French.Time(proof.At)}. {state}";
    }
}
