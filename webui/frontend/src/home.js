// The tour of the first page: one step at a time beside what it is about. Leaving it is remembered.

const GAP = 12;

function start(dialog) {
  const steps = [...dialog.querySelectorAll(".yk-tour-step")];
  const button = (name) => dialog.querySelector(`[data-tour="${name}"]`);
  const form = dialog.querySelector("form");
  let at = 0;
  let pointed = null;

  function target(step) {
    const wanted = step.dataset.at;
    const found = wanted ? [...document.querySelectorAll(wanted)] : [];
    return found.find((one) => one.checkVisibility()) ?? null;
  }

  // Below what it points to where there is room, else above, else at the foot of the screen: what is
  // taller than the screen begins at its top. Always wholly on the screen.
  function place() {
    if (pointed === null) {
      dialog.style.inset = "";
      dialog.style.margin = "";
      return;
    }
    const box = pointed.getBoundingClientRect();
    const own = dialog.getBoundingClientRect();
    const lowest = innerHeight - own.height - GAP;
    const above = box.top - GAP - own.height;
    const below = box.bottom + GAP;
    const wanted = below <= lowest ? below : above >= GAP ? above : lowest;
    const left = Math.min(Math.max(box.left, GAP), innerWidth - own.width - GAP);
    dialog.style.margin = "0";
    dialog.style.inset = `${Math.max(Math.min(wanted, lowest), GAP)}px auto auto ${left}px`;
  }

  // At once: a scroll that glides is stopped by the focus that follows, and would be measured under way.
  function bringIntoSight(what) {
    const tall = what.getBoundingClientRect().height > innerHeight / 2;
    what.scrollIntoView({ block: tall ? "start" : "nearest", behavior: "instant" });
  }

  function show(number) {
    at = Math.max(0, Math.min(number, steps.length - 1));
    steps.forEach((step, place_) => { step.hidden = place_ !== at; });
    const step = steps[at];
    for (const id of ["tour-title", "tour-words"]) document.getElementById(id)?.removeAttribute("id");
    step.querySelector("h2").id = "tour-title";
    step.querySelector("p").id = "tour-words";
    pointed?.classList.remove("yk-tour-target");
    pointed = target(step);
    pointed?.classList.add("yk-tour-target");
    if (pointed !== null) bringIntoSight(pointed);
    const last = at === steps.length - 1;
    button("back").hidden = at === 0;
    button("next").hidden = last;
    button("done").hidden = !last;
    place();
    button(last ? "done" : "next").focus({ preventScroll: true });
  }

  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight") show(at + 1);
    else if (event.key === "ArrowLeft") show(at - 1);
  });
  // Escape leaves the tour as the button does.
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    form.requestSubmit();
  });
  button("next").addEventListener("click", () => show(at + 1));
  button("back").addEventListener("click", () => show(at - 1));
  addEventListener("resize", place);
  dialog.showModal();
  show(0);
}

const dialog = document.getElementById("tour");
if (dialog !== null) start(dialog);
