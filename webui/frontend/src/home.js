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

  // Below what it points to where there is room, else above, always wholly on the screen.
  function place() {
    if (pointed === null) {
      dialog.style.inset = "";
      dialog.style.margin = "";
      return;
    }
    const box = pointed.getBoundingClientRect();
    const own = dialog.getBoundingClientRect();
    const below = box.bottom + GAP;
    const above = box.top - GAP - own.height;
    const top = below + own.height < innerHeight ? below : Math.max(above, GAP);
    const left = Math.min(Math.max(box.left, GAP), innerWidth - own.width - GAP);
    dialog.style.margin = "0";
    dialog.style.inset = `${Math.min(top, innerHeight - own.height - GAP)}px auto auto ${left}px`;
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
    pointed?.scrollIntoView({ block: "nearest" });
    const last = at === steps.length - 1;
    button("back").hidden = at === 0;
    button("next").hidden = last;
    button("done").hidden = !last;
    place();
    button(last ? "done" : "next").focus();
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
